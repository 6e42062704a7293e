import { useTranslation } from 'react-i18next';

/** "2026-07" as "7/2026" (and "Jul 2026"). */
export function useMonth(): (month: string) => string {
  const vietnamese = useTranslation().i18n.language === 'vi';
  const english = new Intl.DateTimeFormat('en-GB', {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (month) => {
    const [year, number] = month.split('-');
    return vietnamese
      ? `${Number(number)}/${year}`
      : english.format(new Date(`${month}-01T00:00:00Z`));
  };
}
