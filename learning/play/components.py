"""The circles of a directed graph: which nodes can each be reached from one another.

Knows numbers only.
"""

from collections.abc import Iterator, Sequence

Edges = Sequence[Sequence[int]]


def find_components(edges: Edges) -> list[list[int]]:
    """Part nodes 0, 1, ... into strongly connected components, those further down first.

    `edges[n]` lists where node n leads. Tarjan's algorithm (1972), with a stack of its own, because
    the graph of a long case is too deep for Python's.

    >>> find_components([[1], [2, 0], [3], []])
    [[3], [2], [1, 0]]
    """
    walk = _Walk(edges)
    for node in range(len(edges)):
        if walk.order[node] < 0:
            walk.go_down(node)
    return walk.found


def find_circles(edges: Edges) -> frozenset[int]:
    """Give the nodes that can be come back to.

    >>> sorted(find_circles([[1], [0], [2], []]))
    [0, 1, 2]
    """
    return frozenset(
        node
        for component in find_components(edges)
        for node in component
        if len(component) > 1 or node in edges[node]
    )


class _Walk:
    """Tarjan's marks: `order` of entry, `low`est order reached, nodes still open."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.order = [-1] * len(edges)
        self.low = [0] * len(edges)
        self.entered = 0
        self.open: list[int] = []
        self.settled = [False] * len(edges)
        self.found: list[list[int]] = []

    def go_down(self, root: int) -> None:
        low, order = self.low, self.order
        path = [self._enter(root)]
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif order[following] < 0:
                path.append(self._enter(following))
            elif not self.settled[following] and order[following] < low[node]:
                low[node] = order[following]

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.order[node] = self.low[node] = self.entered
        self.entered += 1
        self.open.append(node)
        return node, iter(self.edges[node])

    def _leave(self, node: int, parent: int | None) -> None:
        if parent is not None:
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] != self.order[node]:
            return
        component: list[int] = []
        while not component or component[-1] != node:
            component.append(self.open.pop())
            self.settled[component[-1]] = True
        self.found.append(component)
