import type { Programme } from '@quen/contracts/programme.ts';
import { createContext, useContext } from 'react';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface DraftEditing {
  /** What is on screen: the draft, or the published programme where there is none. */
  document: Programme;
  published: Programme;
  publishedVersion: number;
  /** Whether the document differs from the published one. */
  changed: boolean;
  saveState: SaveState;
  error: unknown;
  mayWrite: boolean;
  edit: (change: (document: Programme) => Programme) => void;
  /** Drops the draft: back to what is published. */
  discard: () => Promise<void>;
  /** Saves at once what is waiting. */
  flush: () => Promise<void>;
}

export const DraftContext = createContext<DraftEditing | null>(null);

/** The programme being edited. Only below a DraftProvider. */
export function useDraft(): DraftEditing {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error('No DraftProvider above');
  return draft;
}
