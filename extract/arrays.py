"""Types of the arrays that page geometry is reckoned in."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.floating[Any]]]
"""Points on a page; boxes are rows of ``x0 top x1 bottom``."""
Codes: TypeAlias = np.ndarray[Any, np.dtype[np.uint32]]
"""Code points of characters."""
Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
"""Positions and counts."""
Flags: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
"""Which of many."""
