import type { Programme } from '@quen/contracts/programme.ts';
import { hashKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/me.ts';
import type { CurrentProgramme } from '../programme-query.ts';
import { draftQuery, saving } from './draft-query.ts';
import type { DraftEditing, SaveState } from './use-draft.ts';

const pauseMs = 700;

/** Edits a copy of the programme and saves it as the draft whenever the hands rest. */
export function useAutosave(current: CurrentProgramme, draft: Programme): DraftEditing {
  const [document, setDocument] = useState<Programme>(draft);
  const [saveState, setSaveState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef<{ document: Programme; timer: number } | null>(null);
  const queries = useQueryClient();
  const mayWrite = useMay('programme.write');

  const flush = useCallback(async () => {
    const due = waiting.current;
    if (!due) return;
    window.clearTimeout(due.timer);
    waiting.current = null;
    setSaveState('saving');
    try {
      const save = api.put('/v1/programme/draft', { body: { document: due.document } });
      saving.done = save.catch(() => undefined);
      await save;
      queries.setQueryData(
        draftQuery.queryKey,
        (old) => old && { ...old, document: due.document, updatedAt: new Date().toISOString() },
      );
      setError(null);
      setSaveState(waiting.current ? 'waiting' : 'saved');
    } catch (failure) {
      setError(failure);
      setSaveState('failed');
    }
  }, [queries]);

  // Leaving the page must not lose the last second of work.
  useEffect(() => () => void flush(), [flush]);

  const edit = useCallback(
    (change: (document: Programme) => Programme) => {
      setDocument((old) => {
        const next = change(old);
        if (waiting.current) window.clearTimeout(waiting.current.timer);
        waiting.current = { document: next, timer: window.setTimeout(flush, pauseMs) };
        return next;
      });
      setSaveState('waiting');
    },
    [flush],
  );

  const discard = useCallback(async () => {
    if (waiting.current) window.clearTimeout(waiting.current.timer);
    waiting.current = null;
    await api.delete('/v1/programme/draft');
    queries.setQueryData(
      draftQuery.queryKey,
      (old) => old && { ...old, document: current.document, updatedAt: null, updatedBy: null },
    );
    setDocument(current.document);
    setSaveState('saved');
    setError(null);
  }, [queries, current.document]);

  return useMemo(
    () => ({
      document,
      published: current.document,
      publishedVersion: current.version,
      // Members may come in any order; hashKey puts them into one.
      changed: hashKey([document]) !== hashKey([current.document]),
      saveState,
      error,
      mayWrite,
      edit,
      discard,
      flush,
    }),
    [document, current, saveState, error, mayWrite, edit, discard, flush],
  );
}
