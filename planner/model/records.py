"""Groups of arrays and numbers that compiled functions read and write by name.

A record is a row of words in memory: of a number the number, of another record where that is, of an array where its
numbers are and how many. Compiled code does not count who holds an array or a record, as it would count for those of
its own: that took more than half of its time. So whoever calls it must hold the record, and is given none back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import from_dtype

WORD = 8
Field = tuple[str, types.Type, int]
"""The name, what compiled code takes it for, and the number of its first word."""


class RecordType(types.Type):
    """What compiled code knows of a record: the name of its class, and its fields."""

    def __init__(self, name: str, fields: tuple[Field, ...]) -> None:
        super().__init__(name)
        self.fields = {field: (kind, word) for field, kind, word in fields}
        self._key = name, fields

    @property
    def key(self) -> tuple[str, tuple[Field, ...]]:
        """What tells such apart."""
        return self._key

    @property
    def mangling_args(self) -> tuple[str, tuple[()]]:
        """A short name for the linker."""
        return self.name, ()


class Record:
    """Fields as the class declares them, in that order: arrays whose numbers lie in a row, numbers, and records.

    Compiled code may put other numbers and records in place of them; arrays stay, only what is in them changes.
    """

    def __init__(self, *fields: Any, **named: Any) -> None:
        self._held = dict(zip(type(self).__annotations__, (*fields, *named.values()), strict=True))
        assert named.keys() <= self._held.keys()
        words, kinds = list[int](), list[Field]()
        for name, value in self._held.items():
            kinds.append((name, _kind(value), len(words)))
            words += _words(value)
        self._words = np.array(words, np.int64)
        self.address, self.kind = _address(self._words), RecordType(type(self).__name__, tuple(kinds))

    def __getattr__(self, name: str) -> Any:
        """A field as it is now."""
        if name.startswith("_") or name not in self._held:
            raise AttributeError(name)
        kind, word = self.kind.fields[name]
        if isinstance(kind, types.Array):
            return self._held[name]
        now = self._words[word]
        if isinstance(kind, RecordType):
            return next(one for one in self._held.values() if isinstance(one, Record) and one.address == now)
        return now.view(np.float64 if kind == types.float64 else np.int64).item()


def _address(array: np.ndarray[Any, Any]) -> int:
    found: int = array.__array_interface__["data"][0]
    return found


def _kind(value: object) -> types.Type:
    if isinstance(value, Record):
        return value.kind
    if isinstance(value, np.ndarray):
        return types.Array(from_dtype(value.dtype), value.ndim, "C")
    return types.float64 if isinstance(value, float) else types.int64


def _words(value: Any) -> list[int]:
    if isinstance(value, Record):
        return [value.address]
    if isinstance(value, np.ndarray):
        assert value.flags.c_contiguous
        return [_address(value), *value.shape]
    return [int(np.float64(value).view(np.int64)) if isinstance(value, float) else int(value)]


@typeof_impl.register(Record)
def _typeof(value: Record, context: object) -> RecordType:
    return value.kind


register_model(RecordType)(models.OpaqueModel)


@unbox(RecordType)
def _unboxed(kind: RecordType, value: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer)


@infer_getattr
class _Fields(AttributeTemplate):
    key = RecordType

    def generic_resolve(self, kind: RecordType, name: str) -> types.Type | None:  # type: ignore[override]
        """What a field is; None where there is none of that name."""
        return kind.fields[name][0] if name in kind.fields else None


@lower_getattr_generic(RecordType)
def _get(context: Any, builder: Any, record: RecordType, pointer: Any, name: str) -> Any:
    kind, word = record.fields[name]
    if isinstance(kind, types.Array):
        return _array(context, builder, kind, pointer, word)
    return builder.load(_place(context, builder, kind, pointer, word))


@lower_setattr_generic(RecordType)
def _set(context: Any, builder: Any, signature: Any, arguments: Any, name: str) -> None:
    record, given = signature.args
    kind, word = record.fields[name]
    pointer, value = arguments
    builder.store(context.cast(builder, value, given, kind), _place(context, builder, kind, pointer, word))


def _place(context: Any, builder: Any, kind: types.Type, pointer: Any, word: int) -> Any:
    """Where a field is that takes one word."""
    value = context.get_value_type(kind)
    return builder.bitcast(cgutils.pointer_add(builder, pointer, WORD * word), value.as_pointer())


def _array(context: Any, builder: Any, kind: types.Array, pointer: Any, word: int) -> Any:
    """An array that nobody counts; where it is never changes."""

    def loaded(value: Any, place: int) -> Any:
        found = builder.load(builder.bitcast(cgutils.pointer_add(builder, pointer, WORD * place), value.as_pointer()))
        found.set_metadata("invariant.load", builder.module.add_metadata([]))
        return found

    size, item = context.get_value_type(types.intp), context.get_abi_sizeof(context.get_data_type(kind.dtype))
    data = loaded(context.get_data_type(kind.dtype).as_pointer(), word)
    shape = [loaded(size, word + 1 + axis) for axis in range(kind.ndim)]
    strides, stride = list[Any](), context.get_constant(types.intp, item)
    for length in reversed(shape):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    array = make_array(kind)(context, builder)
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return array._getvalue()
