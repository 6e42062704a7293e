const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
] as const;

// The order matters: nearly everybody also claims to be Safari, and Zalo's web view to be Chrome.
const browsers = [
  [/Zalo/i, 'Zalo'],
  [/FBAN|FBAV/, 'Facebook'],
  [/Edg\//, 'Edge'],
  [/coc_coc_browser/, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const;

/** "iPhone · Safari": enough for a member to recognise their own phone. */
export function deviceOf(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined;
  const known = [systems, browsers].map((list) => list.find(([sign]) => sign.test(userAgent))?.[1]);
  return known.filter(Boolean).join(' · ') || undefined;
}
