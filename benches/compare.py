"""Times what a user would otherwise reach for: strongly connected components in networkx, rustworkx and scipy.

The graphs are those that the benches analyse. To run everything on one machine:

    python3 -m venv /tmp/compare && /tmp/compare/bin/pip install networkx rustworkx scipy
    IMPASSE_EDGES=/tmp/edges cargo bench --bench scale
    IMPASSE_EDGES=/tmp/edges IMPASSE_DEBIAN=FOLDER cargo bench --bench debian
    /tmp/compare/bin/python benches/compare.py /tmp/edges/*.edges

These find which nodes lie in circles, and know nothing of alternatives, levels or promises. Only the search is timed, not the making of the
graph; the best of three runs counts.
"""

import sys
import time
from pathlib import Path

import networkx
import numpy
import rustworkx
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

RUNS = 3


def best(search):
    """Returns the shortest time and the number of components."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = search()
        times.append(time.perf_counter() - start)
    return min(times), found


def with_networkx(nodes, edges):
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(edges.tolist())
    return best(lambda: sum(1 for _ in networkx.strongly_connected_components(graph)))


def with_rustworkx(nodes, edges):
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(nodes))
    graph.extend_from_edge_list(list(map(tuple, edges.tolist())))
    return best(lambda: len(rustworkx.strongly_connected_components(graph)))


def with_scipy(nodes, edges):
    ones = numpy.ones(len(edges), dtype=numpy.int8)
    graph = coo_array((ones, (edges[:, 0], edges[:, 1])), shape=(nodes, nodes)).tocsr()
    return best(lambda: connected_components(graph, directed=True, connection="strong")[0])


def main():
    print(f"{'graph':>24} {'nodes':>9} {'edges':>9} {'circles and single':>19} {'networkx':>10} {'rustworkx':>10} {'scipy':>10}")
    for file in sorted(map(Path, sys.argv[1:]), key=lambda file: file.stat().st_size):
        numbers = numpy.fromfile(file, dtype="<u4")
        nodes, edges = int(numbers[0]), numbers[1:].astype(numpy.int32).reshape(-1, 2)
        results = [search(nodes, edges) for search in (with_networkx, with_rustworkx, with_scipy)]
        counts = {found for _, found in results}
        assert len(counts) == 1, f"{file}: {counts}"
        times = " ".join(f"{seconds * 1e3:7.1f} ms" for seconds, _ in results)
        print(f"{file.stem:>24} {nodes:9} {len(edges):9} {counts.pop():19} {times}", flush=True)


if __name__ == "__main__":
    main()
