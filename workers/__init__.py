"""Work in child processes that no file can stop: deadlines, memory, and nothing left behind."""

from workers.child import serve
from workers.local import supervise
from workers.system import system
from workers.task import Done, Limits, Lost, Task, Why

__all__ = ["Done", "Limits", "Lost", "Task", "Why", "interrupts", "serve", "supervise"]

interrupts = system.interrupts
