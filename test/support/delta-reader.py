"""Answers questions about Delta tables with delta-rs: a JSON list on standard input, a JSON list on standard output.

Rows are read by both ways that delta-rs offers, its own engine and a pyarrow dataset; they must agree.
"""

import decimal
import json
import sys

import pyarrow
import pyarrow.dataset
from deltalake import DeltaTable, QueryBuilder


def text(value):
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    return str(value)


def rows_of(table):
    columns = [column.to_pylist() for column in table.columns]
    rows = [[text(value) for value in row] for row in zip(*columns)]
    return sorted(rows, key=lambda row: [(value is not None, value or "") for value in row])


def answer(question):
    table = DeltaTable(question["table"], version=question.get("version"))
    dataset = table.to_pyarrow_dataset()
    columns = question["columns"]
    condition = question.get("filter")
    expression = None
    where = ""
    if condition:
        operators = {
            "=": lambda a, b: a == b,
            "<": lambda a, b: a < b,
            "<=": lambda a, b: a <= b,
            ">": lambda a, b: a > b,
            ">=": lambda a, b: a >= b,
        }
        kind = dataset.schema.field(condition["column"]).type
        value = pyarrow.scalar(condition["value"]).cast(kind)
        expression = operators[condition["operator"]](pyarrow.dataset.field(condition["column"]), value)
        quoted = condition["value"].replace("'", "''")
        where = f" where {condition['column']} {condition['operator']} cast('{quoted}' as {condition['type']})"
    rows = rows_of(dataset.to_table(columns=columns, filter=expression))
    query = QueryBuilder().register("asked", table).execute(f"select {', '.join(columns)} from asked{where}")
    own = rows_of(pyarrow.table(query.read_all()))
    if own != rows:
        raise SystemExit(f"delta-rs disagrees with itself on {question}: {len(own)} and {len(rows)} rows")
    return {
        "version": table.version(),
        "types": {field.name: str(field.type) for field in dataset.schema},
        "nullable": {field.name: field.nullable for field in dataset.schema},
        "rows": rows,
        "filesRead": len(list(dataset.get_fragments(filter=expression))),
        "files": len(list(dataset.get_fragments())),
    }


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
