"""A message in both languages, and those a rule may say beside its own first line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message in Chinese and English; ``{name}`` stands for words of the report."""

    zh: str
    en: str

    def filled(self, **words: object) -> Sentence:
        """The sentence with the report's own words in place."""
        return Sentence(self.zh.format(**words), self.en.format(**words))
