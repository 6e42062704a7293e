import type { Condition } from '@quen/contracts/conditions.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Lines, Loaded } from '../ui/loaded.tsx';
import classes from './condition-builder.module.css';
import { ConditionGroup } from './condition-group.tsx';
import { fieldsQuery } from './fields.ts';
import { changed, conditionOf, type TreeNode, treeOf } from './tree.ts';

interface Props {
  /** What to start from; later changes of it are not followed (give another key to start anew). */
  initial: Condition | null;
  /** The whole condition whenever it changes; undefined while a part of it is unfinished. */
  onChange: (condition: Condition | undefined) => void;
  /** Whether facts of the bill at hand may be used besides those of the customer. */
  withOrder?: boolean;
}

/** The visual editor of conditions: groups in groups, each row "fact – comparison – value". */
export function ConditionBuilder({ initial, onChange, withOrder = false }: Props) {
  const [tree, setTree] = useState(() => treeOf(initial));
  const fields = useQuery(fieldsQuery);

  function change(id: number, how: (node: TreeNode) => TreeNode | null) {
    const next = changed(tree, id, how);
    setTree(next);
    onChange(conditionOf(next));
  }

  return (
    <Loaded query={fields} skeleton={<Lines count={2} height={36} />}>
      {(all) => (
        <div className={classes.builder}>
          <ConditionGroup
            group={tree}
            fields={withOrder ? all : all.filter(({ key }) => key.startsWith('customer.'))}
            onChange={change}
          />
        </div>
      )}
    </Loaded>
  );
}
