import type { Condition } from '@quen/contracts/conditions.ts';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { conditionFrom, type WireCondition } from '../api/plain.ts';

const PeopleDrawer = lazy(() =>
  import('./people-drawer.tsx').then((module) => ({ default: module.PeopleDrawer })),
);

export interface Crowd {
  /** What these people have in common; the heading of the list. */
  title: string;
  condition: Condition | WireCondition;
}

/** Opens the people behind a number; the drawer's code comes with the first that is opened. */
export function usePeople(): { open: (crowd: Crowd) => void; drawer: ReactNode } {
  const [crowd, setCrowd] = useState<Crowd | null>(null);
  const [used, setUsed] = useState(false);
  return {
    open: (next) => {
      setUsed(true);
      setCrowd(next);
    },
    drawer: used ? (
      <Suspense>
        <PeopleDrawer
          title={crowd?.title ?? ''}
          condition={crowd ? conditionFrom(crowd.condition as WireCondition) : null}
          onClose={() => setCrowd(null)}
        />
      </Suspense>
    ) : null,
  };
}
