import type { Programme } from '@quen/contracts/programme.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loaded } from '../../ui/loaded.tsx';
import { type CurrentProgramme, programmeQuery } from '../programme-query.ts';
import { draftQuery } from './draft-query.ts';
import { useAutosave } from './use-autosave.ts';
import { DraftContext } from './use-draft.ts';

/** Loads the programme and the draft somebody may have left, and keeps saving what is edited. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const published = useQuery(programmeQuery);
  const draft = useQuery(draftQuery);
  return (
    <Loaded query={published}>
      {(current) => (
        <Loaded query={draft}>
          {({ document }) => (
            <Editing key={current.version} current={current} draft={document}>
              {children}
            </Editing>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface EditingProps {
  current: CurrentProgramme;
  draft: Programme;
  children: ReactNode;
}

function Editing({ current, draft, children }: EditingProps) {
  const editing = useAutosave(current, draft);
  return <DraftContext value={editing}>{children}</DraftContext>;
}
