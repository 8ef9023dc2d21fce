"""Prints the syntax trees of FOLDER/0.py, 1.py, ... as one line of JSON; nothing of them is run."""

import ast
import json
import os
import sys


def tree(node):
    """A node as a list of its kind and its fields; a text, or a name, stands for itself."""
    if isinstance(node, list):
        return [tree(one) for one in node]
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ["Constant", repr(node.value)]
    if isinstance(node, ast.AST):
        return [type(node).__name__, *(tree(one) for _, one in ast.iter_fields(node))]
    return node if isinstance(node, str) else repr(node)


folder, count = sys.argv[1], int(sys.argv[2])
trees = []
for index in range(count):
    with open(os.path.join(folder, f"{index}.py"), encoding="utf-8") as program:
        trees.append(tree(ast.parse(program.read())))
sys.stdout.write(json.dumps(trees))
