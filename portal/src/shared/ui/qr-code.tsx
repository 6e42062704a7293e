import { create } from 'qrcode';
import { useMemo } from 'react';

/** The quiet zone a scanner needs around the code, in modules. */
const QUIET = 4;

interface Props {
  text: string;
  label: string;
  /** No quiet zone of its own: where the page around it is white anyway. */
  bare?: boolean;
}

/**
 * A QR code as one SVG path. Black on white in every colour scheme: many scanners do not read
 * inverted codes.
 */
export function QrCode({ text, label, bare = false }: Props) {
  const margin = bare ? 0 : QUIET;
  const { size, path } = useMemo(() => draw(text, margin), [text, margin]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <title>{label}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function draw(text: string, margin: number): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      const from = x;
      while (x + 1 < modules.size && modules.get(y, x + 1)) x++;
      path += `M${from + margin} ${y + margin}h${x - from + 1}v1h${from - x - 1}z`;
    }
  }
  return { size: modules.size + 2 * margin, path };
}
