"""The states that plays of a plan can come to, and the ways between them.

Exact up to a cap on the number of states; past it seeded walks reach on, and `whole` says no.
"""

from dataclasses import dataclass, field

from learning.model.names import ChoiceId, SceneId
from learning.play.compiled import Counts, shift
from learning.play.plan import Plan, PlannedScene, Way

Node = tuple[int, int, Counts]
Edge = tuple[int, Way]

LONGEST_WALK = 250


@dataclass(slots=True)
class Space:
    """Nodes by number, in the order of the steps they take; node 0 is the start.

    `parents` gives a shortest way in; `cut` holds the nodes whose ways on are not all followed.
    """

    plan: Plan
    nodes: list[Node] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    parents: list[tuple[int, Way] | None] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    known: dict[Node, int] = field(default_factory=dict)
    ends: set[int] = field(default_factory=set)
    stuck: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    takeable: set[tuple[SceneId, ChoiceId]] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether every way was followed."""
        return not self.cut

    def scene(self, number: int) -> PlannedScene:
        """Give the scene of a node."""
        return self.plan.scenes[self.nodes[number][0]]

    def ways_to(self, number: int) -> tuple[Way, ...]:
        """Give the ways from the start to a node; shortest, unless a seeded walk found it."""
        ways: list[Way] = []
        while (parent := self.parents[number]) is not None:
            number, way = parent
            ways.append(way)
        return tuple(reversed(ways))

    def add(self, node: Node, parent: tuple[int, Way] | None) -> int:
        """Take in a new node and give its number."""
        number = self.known[node] = len(self.nodes)
        step = 0 if parent is None else self.steps[parent[0]] + (parent[1].answered is None)
        self.nodes.append(node)
        self.steps.append(step)
        self.parents.append(parent)
        self.edges.append([])
        return number


def fill_space(plan: Plan, cap: int, *, until: int | None = None) -> Space:
    """Follow every way from the start, nearest first; answers inside a scene cost no step.

    Stops early when scene `until` is found.
    """
    space = Space(plan)
    ring = [space.add(first_node(plan), None)]
    while ring:
        following: list[int] = []
        for number in ring:
            for target, way in _expand(space, number, cap):
                if space.nodes[target][0] == until:
                    return space
                # An answer makes no step: the ring grows while it is walked.
                (following if way.answered is None else ring).append(target)
        ring = following
    if until is None and not space.whole:
        _wander(space, cap)
    return space


def look_on(scene: PlannedScene, flags: int, counts: Counts) -> tuple[bool, list[Way]]:
    """Say whether play may end here now, and which ways are open."""
    ways: list[Way] = []
    waiting = False
    for task in scene.tasks:
        if flags & task.bit or not task.is_there(counts, flags):
            continue
        if task.required and scene.in_order:
            return False, list(task.ways)
        waiting = waiting or task.required
        ways.extend(task.ways)
    if waiting:
        return False, ways
    if scene.is_last or any(test(counts, flags) for test in scene.endings):
        return True, ways
    ways.extend(way for way in scene.ways if way.is_open(counts, flags))
    return False, ways


def first_node(plan: Plan) -> Node:
    """Give the state in which every play begins."""
    counts = tuple(counter.start for counter in plan.layout.counters)
    return plan.start, plan.start_flags, counts


def go(node: Node, way: Way) -> Node:
    """Take a way; gives the state it leads to."""
    _, flags, counts = node
    return way.target, flags | way.flags, shift(counts, way.shifts)


def _open_ways(space: Space, number: int) -> list[Way]:
    """Look on from a node and note what is found there."""
    _, flags, counts = space.nodes[number]
    scene = space.scene(number)
    ends, ways = look_on(scene, flags, counts)
    if ends:
        space.ends.add(number)
    elif not any(way.answered is None or space.plan.all_asked for way in ways):
        # Ways through questions alone are none where the questions were not drawn.
        space.stuck.add(number)
    for way in ways:
        if way.choice is not None:
            space.takeable.add((scene.id, way.choice))
    return ways


def _expand(space: Space, number: int, cap: int) -> list[tuple[int, Way]]:
    found: list[tuple[int, Way]] = []
    for way in _open_ways(space, number):
        node = go(space.nodes[number], way)
        target = space.known.get(node)
        if target is None:
            if len(space.nodes) >= cap:
                space.cut.add(number)
                continue
            target = space.add(node, (number, way))
            found.append((target, way))
        space.edges[number].append((target, way))
    return found


def _wander(space: Space, cap: int) -> None:
    """Play at random from the start, the same at every search, and add what that comes to.

    As many steps again as the exact search had states, so that it takes about as long.
    """
    seed, number, length = 1, 0, 0
    for _ in range(cap):
        ways = _open_ways(space, number)
        if not ways or length == LONGEST_WALK:
            number, length = 0, 0
            continue
        # Knuth's MMIX generator: its upper bits are even enough to pick a way.
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        number, length = _walk_on(space, number, ways[(seed >> 33) % len(ways)]), length + 1


def _walk_on(space: Space, number: int, way: Way) -> int:
    node = go(space.nodes[number], way)
    target = space.known.get(node)
    if target is None:
        target = space.add(node, (number, way))
        space.cut.add(target)
        space.edges[number].append((target, way))
    return target
