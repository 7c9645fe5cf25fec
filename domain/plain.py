"""Immutable values whose classes cost nothing to declare: what a client shows first is made of them.

A dataclass writes and compiles its methods when it is declared, about a millisecond each; a dozen of them would be a
tenth of the client's start. These share the methods of one base.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Plain:
    """Base of values with annotated fields; compared by content, hashable, made by position or by name.

    Attributes:
        fields: The names, in the order of their declaration.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    _least: ClassVar[int] = 0
    """How many values have to be given by position if none is named."""

    def __init_subclass__(cls) -> None:
        """Take over the annotations; a subclass of a subclass adds its own."""
        super().__init_subclass__()
        own = (name for name, kind in cls.__dict__.get("__annotations__", {}).items() if "ClassVar" not in str(kind))
        cls.fields = (*cls.fields, *own)
        cls._least = sum(1 for name in cls.fields if not hasattr(cls, name))

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self.fields
        given = self.__dict__
        given.update(zip(fields, values, strict=False))
        if not named and self._least <= len(values) <= len(fields):
            return
        missing = [name for name in fields if name not in given and name not in named and not hasattr(self, name)]
        unknown = [name for name in named if name not in fields or name in given]
        if missing or unknown or len(values) > len(fields):
            raise TypeError(f"{type(self).__name__} takes {fields}; missing {missing}, not taken {unknown}")
        given.update(named)

    def contents(self) -> tuple[Any, ...]:
        """Return the values in the order of the fields."""
        return tuple(getattr(self, name) for name in self.fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__ or self.contents() == other.contents()

    def __hash__(self) -> int:
        return hash(self.contents())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.fields)})"
