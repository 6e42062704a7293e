import { Skeleton } from '@mantine/core';
import { toDataURL } from 'qrcode';
import { useEffect, useState } from 'react';

interface Props {
  value: string;
  size: number;
  /** What scanning it is good for. */
  label: string;
}

/** A QR code, dark on white in either look so that every scanner reads it. */
export function QrCode({ value, size, label }: Props) {
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let stale = false;
    toDataURL(value, { width: size * 2, margin: 2, errorCorrectionLevel: 'M' }).then((url) => {
      if (!stale) setSource(url);
    });
    return () => {
      stale = true;
    };
  }, [value, size]);
  return source ? (
    <img src={source} width={size} height={size} alt={label} style={{ borderRadius: 8 }} />
  ) : (
    <Skeleton width={size} height={size} />
  );
}
