import { parseAmount } from '@quen/contracts/amount.ts';
import { type ChangeEvent, type KeyboardEvent, useRef } from 'react';
import { useFormat } from '../../shared/lib/use-format.ts';
import { type Scan, type Stroke, scanIn, strokesAfter } from './scan.ts';

/** Watches a field for scans: it is told of each key and each change, and gives the scan on Enter. */
export function useScans(value: string) {
  const { digits } = useFormat();
  const strokes = useRef<readonly Stroke[]>([]);
  const keyAt = useRef(0);
  return {
    /** `next` is what the field will hold. */
    noteChange({ nativeEvent }: ChangeEvent<HTMLInputElement>, next: string): void {
      const { data = null, inputType } = nativeEvent as Partial<InputEvent>;
      strokes.current = strokesAfter(strokes.current, {
        before: value,
        after: next,
        added: inputType === 'insertText' ? data : null,
        erased: inputType === 'deleteContentBackward',
        // When the key was pressed: the page may have been too busy to say so at once.
        at: keyAt.current,
      });
    },
    scanOn(event: KeyboardEvent): Scan | undefined {
      keyAt.current = event.timeStamp;
      if (event.key !== 'Enter') return undefined;
      const isAmount = (text: string) => parseAmount(text, digits) !== undefined;
      const scan = scanIn(value, strokes.current, isAmount);
      strokes.current = [];
      return scan;
    },
  };
}
