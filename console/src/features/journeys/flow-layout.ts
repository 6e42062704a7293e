import type { Journey } from '@quen/contracts/programme.ts';
import type { Edge, Node } from '@xyflow/react';

const rowHeight = 118;
const columnWidth = 270;

export type FlowEdge = Edge<{ answer?: 'yes' | 'no' }>;

/** Where each step of a journey stands: time runs down, the two answers of a branch part. */
export function layout(journey: Journey): { nodes: Node[]; edges: FlowEdge[] } {
  const steps = new Map(journey.steps.map((step) => [step.key, step]));
  const places = new Map<string, { x: number; y: number }>();
  const edges: FlowEdge[] = [];
  let deepest = 0;

  function link(from: string, to: string | null, answer?: 'yes' | 'no') {
    const target = to ?? 'end';
    edges.push({
      id: `${from}-${answer ?? 'next'}-${target}`,
      source: from,
      target,
      ...(answer ? { data: { answer } } : {}),
    });
  }

  function place(key: string | null, x: number, y: number, spread: number) {
    const step = key === null ? undefined : steps.get(key);
    if (!step) return;
    const known = places.get(step.key);
    // A step that two ways lead to stands below both.
    if (known && known.y >= y) return;
    places.set(step.key, { x, y });
    deepest = Math.max(deepest, y);
    if (step.kind === 'branch') {
      place(step.yes, x - spread / 2, y + 1, spread / 2);
      place(step.no, x + spread / 2, y + 1, spread / 2);
    } else place(step.next, x, y + 1, spread);
  }

  place(journey.first, 0, 1, 1);
  link('entry', journey.first);
  for (const step of journey.steps) {
    if (!places.has(step.key)) continue;
    if (step.kind === 'branch') {
      link(step.key, step.yes, 'yes');
      link(step.key, step.no, 'no');
    } else link(step.key, step.next);
  }
  const node = (id: string, x: number, y: number): Node => ({
    id,
    type: 'step',
    position: { x: x * columnWidth * 2, y: y * rowHeight },
    data: {},
  });
  return {
    nodes: [
      node('entry', 0, 0),
      ...[...places].map(([id, { x, y }]) => node(id, x, y)),
      node('end', 0, deepest + 1),
    ],
    edges,
  };
}
