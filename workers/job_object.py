"""What the kernel of Windows is asked for: jobs that bound and end the processes in them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

ACTIVE_PROCESS, PROCESS_MEMORY, DIE_ON_UNHANDLED, KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
ACCOUNTING, EXTENDED_LIMITS = 1, 9
NO_DIALOGS = 0x1 | 0x2 | 0x8000
"""SetErrorMode: a crash is an exit code, not a window that waits for a click."""

HANDLE, DWORD, BOOL, POINTER = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_void_p
SIGNATURES: dict[str, tuple[type | None, list[type]]] = {
    "CreateJobObjectW": (HANDLE, [POINTER, POINTER]),
    "SetInformationJobObject": (BOOL, [HANDLE, BOOL, POINTER, DWORD]),
    "QueryInformationJobObject": (BOOL, [HANDLE, BOOL, POINTER, DWORD, POINTER]),
    "AssignProcessToJobObject": (BOOL, [HANDLE, HANDLE]),
    "TerminateJobObject": (BOOL, [HANDLE, DWORD]),
    "CloseHandle": (BOOL, [HANDLE]),
    "GetCurrentProcess": (HANDLE, []),
    "K32GetProcessMemoryInfo": (BOOL, [HANDLE, POINTER, DWORD]),
    "SetErrorMode": (DWORD, [DWORD]),
    "SetConsoleCtrlHandler": (BOOL, [POINTER, BOOL]),
}


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("basic", BasicLimits),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


class Accounting(ctypes.Structure):
    """JOBOBJECT_BASIC_ACCOUNTING_INFORMATION."""

    _fields_: ClassVar = [
        ("times", ctypes.c_int64 * 4),
        ("page_faults", ctypes.c_uint32),
        ("ever", ctypes.c_uint32),
        ("active", ctypes.c_uint32),
        ("terminated", ctypes.c_uint32),
    ]


class Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_: ClassVar = [
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("pools", ctypes.c_size_t * 4),
        ("page_file", ctypes.c_size_t),
        ("peak_page_file", ctypes.c_size_t),
    ]


def limits(memory: int) -> ExtendedLimits:
    """One process, so much memory, dead as soon as nobody holds the job."""
    wanted = ExtendedLimits()
    wanted.basic.flags = ACTIVE_PROCESS | PROCESS_MEMORY | DIE_ON_UNHANDLED | KILL_ON_CLOSE
    wanted.basic.processes = 1
    wanted.process_memory = memory
    return wanted


def confine(process: int, memory: int) -> int:
    """The handle of a new job that this process, still suspended, is put into, and its start."""
    job = _called("CreateJobObjectW", None, None)
    wanted = limits(memory)
    size = ctypes.sizeof(wanted)
    _called("SetInformationJobObject", job, EXTENDED_LIMITS, ctypes.addressof(wanted), size)
    _called("AssignProcessToJobObject", job, process)
    _library("ntdll").NtResumeProcess(HANDLE(process))
    return job


def end(job: int) -> None:
    """Kill what is in the job, and close it."""
    _called("TerminateJobObject", job, 1)
    _called("CloseHandle", job)


def active(job: int) -> int:
    """How many processes live in the job."""
    told = Accounting()
    size = ctypes.sizeof(told)
    _called("QueryInformationJobObject", job, ACCOUNTING, ctypes.addressof(told), size, None)
    return int(told.active)


def working_set(process: int | None = None) -> int:
    """Resident bytes of a process; of this one if none is given."""
    told = Memory()
    told.size = ctypes.sizeof(told)
    handle = _called("GetCurrentProcess") if process is None else process
    _called("K32GetProcessMemoryInfo", handle, ctypes.addressof(told), told.size)
    return int(told.working_set)


def no_dialogs() -> None:
    """Let a crash of this process end it at once."""
    _kernel().SetErrorMode(NO_DIALOGS)


def console_handler(hear: Callable[[int], int]) -> Callable[[], None]:
    """Call ``hear`` for Ctrl-C and its kin, in a thread; what is given back takes it away."""
    callback = vars(ctypes)["WINFUNCTYPE"](BOOL, DWORD)(hear)
    _called("SetConsoleCtrlHandler", callback, 1)

    def remove() -> None:
        _called("SetConsoleCtrlHandler", callback, 0)

    return remove


def _called(name: str, *arguments: object) -> int:
    """What a function of the kernel gave; zero is an error, raised as OSError."""
    given = getattr(_kernel(), name)(*arguments)
    if not given:
        raise vars(ctypes)["WinError"](vars(ctypes)["get_last_error"]())
    return int(given)


@cache
def _kernel() -> Any:  # noqa: ANN401  ctypes knows no more
    library = _library("kernel32")
    for name, (result, arguments) in SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _library(name: str) -> Any:  # noqa: ANN401
    """A system library; ctypes has no WinDLL anywhere else, type checkers know."""
    return vars(ctypes)["WinDLL"](name, use_last_error=True)
