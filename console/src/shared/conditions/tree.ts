import type { Condition, ConditionValue, Leaf, Operator } from '@quen/contracts/conditions.ts';

/** How a group's parts count together. none = not any, some_missing = not all. */
export type Mode = 'all' | 'any' | 'none' | 'some_missing';

export interface LeafNode {
  id: number;
  kind: 'leaf';
  field: string | null;
  op: Operator | null;
  value: ConditionValue | null;
}
export interface GroupNode {
  id: number;
  kind: 'group';
  mode: Mode;
  children: TreeNode[];
}
export type TreeNode = LeafNode | GroupNode;

let lastId = 0;
const nextId = () => ++lastId;

export const emptyLeaf = (): LeafNode => ({
  id: nextId(),
  kind: 'leaf',
  field: null,
  op: null,
  value: null,
});
export const emptyGroup = (mode: Mode = 'any'): GroupNode => ({
  id: nextId(),
  kind: 'group',
  mode,
  children: [emptyLeaf()],
});

/** What the builder edits: like the condition, but parts may be unfinished and have identities. */
export function treeOf(condition: Condition | null): GroupNode {
  if (!condition) return { ...emptyGroup('all'), children: [] };
  const node = nodeOf(condition);
  return node.kind === 'group' ? node : { ...emptyGroup('all'), children: [node] };
}

function nodeOf(condition: Condition): TreeNode {
  if ('field' in condition) {
    return {
      id: nextId(),
      kind: 'leaf',
      field: condition.field,
      op: condition.op,
      value: condition.value ?? null,
    };
  }
  if ('all' in condition) return groupOf('all', condition.all);
  if ('any' in condition) return groupOf('any', condition.any);
  const inner = condition.not;
  if ('all' in inner) return groupOf('some_missing', inner.all);
  if ('any' in inner) return groupOf('none', inner.any);
  return groupOf('none', [inner]);
}

const groupOf = (mode: Mode, parts: Condition[]): GroupNode => ({
  id: nextId(),
  kind: 'group',
  mode,
  children: parts.map(nodeOf),
});

/** The condition a tree stands for; undefined while a part is unfinished or there is none. */
export function conditionOf(tree: GroupNode): Condition | undefined {
  if (tree.children.length === 0) return undefined;
  const parts: Condition[] = [];
  for (const child of tree.children) {
    const part = child.kind === 'group' ? conditionOf(child) : leafOf(child);
    if (!part) return undefined;
    parts.push(part);
  }
  switch (tree.mode) {
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'none':
      return { not: { any: parts } };
    case 'some_missing':
      return { not: { all: parts } };
  }
}

function leafOf({ field, op, value }: LeafNode): Leaf | undefined {
  if (!field || !op) return undefined;
  if (op === 'is_set' || op === 'is_not_set') return { field, op };
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    if (op === 'between' && (value.length !== 2 || Number(value[0]) > Number(value[1]))) {
      return undefined;
    }
  }
  return { field, op, value };
}

/** The tree with one node replaced, or removed where `change` gives null. */
export function changed(
  tree: GroupNode,
  id: number,
  change: (node: TreeNode) => TreeNode | null,
): GroupNode {
  const visit = (node: TreeNode): TreeNode | null => {
    if (node.id === id) return change(node);
    if (node.kind === 'leaf') return node;
    return { ...node, children: node.children.map(visit).filter((child) => child !== null) };
  };
  return (visit(tree) as GroupNode | null) ?? treeOf(null);
}
