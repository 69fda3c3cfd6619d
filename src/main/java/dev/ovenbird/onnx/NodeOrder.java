package dev.ovenbird.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Which node has to run before which; without recursion, since chains of nodes are long. */
final class NodeOrder {
  private final List<List<Integer>> followers;
  private final int[] waitsFor;

  NodeOrder(int nodes) {
    followers = new ArrayList<>(nodes);
    for (int i = 0; i < nodes; i++) {
      followers.add(new ArrayList<>(1));
    }
    waitsFor = new int[nodes];
  }

  /** One node makes what another one reads. */
  void add(int maker, int reader) {
    followers.get(maker).add(reader);
    waitsFor[reader]++;
  }

  /** Nodes of which each waits for the one before it, and the first for the last; or none. */
  List<Integer> cycle() {
    int[] left = waitsFor.clone();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < left.length; i++) {
      if (left[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      for (int follower : followers.get(ready.remove())) {
        if (--left[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    return cycleAmong(left);
  }

  /** Every node that is still waiting waits for another such one; back along those, it closes. */
  private List<Integer> cycleAmong(int[] left) {
    int[] before = new int[left.length];
    int node = -1;
    for (int i = 0; i < left.length; i++) {
      if (left[i] > 0) {
        node = i;
        for (int follower : followers.get(i)) {
          before[follower] = i;
        }
      }
    }
    if (node < 0) {
      return List.of();
    }
    List<Integer> path = new ArrayList<>();
    boolean[] seen = new boolean[left.length];
    for (; !seen[node]; node = before[node]) {
      seen[node] = true;
      path.add(node);
    }
    List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
    Collections.reverse(cycle);
    return cycle;
  }
}
