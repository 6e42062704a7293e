import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/i18n.ts';
import { useTier } from './programme-query.ts';
import classes from './tier-badge.module.css';

/** The tier by its name, with a dot of its colour. */
export function TierBadge({ tier }: { tier: string | null | undefined }) {
  const language = useTranslation().i18n.language as Language;
  const level = useTier(tier);
  if (!tier) return null;
  return (
    <span className={classes.badge}>
      <span className={classes.dot} style={{ background: level?.colour }} aria-hidden />
      {level?.name[language] ?? tier}
    </span>
  );
}
