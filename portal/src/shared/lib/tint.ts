/**
 * A member card wears its tier's colour, whatever the shop picked: mixed deep into ink for the
 * face, so that white text always reaches 4.5:1 on it, and into white for the accents.
 */
interface Tint {
  from: string;
  to: string;
  glow: string;
}

const INK: Rgb = [24, 22, 19];
const WHITE: Rgb = [255, 254, 251];
type Rgb = [number, number, number];

export function tintOf(colour: string): Tint {
  const base = rgb(colour);
  return {
    from: css(mix(base, INK, 0.62)),
    to: css(mix(base, INK, 0.82)),
    glow: css(mix(base, WHITE, 0.45)),
  };
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((part, i) => Math.round(part * (1 - share) + (b[i] as number) * share)) as Rgb;

const css = (colour: Rgb) => `rgb(${colour.join(' ')})`;
