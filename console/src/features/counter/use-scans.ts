import { parseAmount } from '@quen/contracts/amount.ts';
import { type ChangeEvent, useRef } from 'react';
import { useFormat } from '../../shared/lib/use-format.ts';
import { type Burst, burstAfter, type Scan, scanIn } from './scan.ts';

/** Watches a field for scans: what it is told of each change tells a scanner from a hand. */
export function useScans(value: string) {
  const { digits } = useFormat();
  const burst = useRef<Burst>(undefined);
  return {
    noteChange(event: ChangeEvent<HTMLInputElement>): void {
      const { data = null, inputType } = event.nativeEvent as Partial<InputEvent>;
      burst.current = burstAfter(burst.current, {
        before: value,
        added: inputType === 'insertText' ? data : null,
        erased: inputType === 'deleteContentBackward',
        at: event.timeStamp,
      });
    },
    /** The scan the field ends in, once: asked when Enter is pressed. */
    takeScan(): Scan | undefined {
      const scan = scanIn(value, burst.current, (text) => parseAmount(text, digits) !== undefined);
      burst.current = undefined;
      return scan;
    },
  };
}
