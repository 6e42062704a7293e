import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/vi';
import 'dayjs/locale/en-gb';
import { DateInput, type DateInputProps } from '@mantine/dates';
import { useTranslation } from 'react-i18next';

/** A local day, as 'yyyy-mm-dd'; typed and shown the way people write it, dd/MM/yyyy. */
export function DayInput(props: Omit<DateInputProps, 'locale' | 'valueFormat'>) {
  const vietnamese = useTranslation().i18n.language === 'vi';
  return (
    <DateInput
      valueFormat="DD/MM/YYYY"
      dateParser={parseDay}
      locale={vietnamese ? 'vi' : 'en-gb'}
      firstDayOfWeek={1}
      placeholder={vietnamese ? 'ngày/tháng/năm' : 'dd/mm/yyyy'}
      {...props}
    />
  );
}

/** Reads "5/3/2026", "05-03-2026" and "2026-03-05" as the fifth of March. */
function parseDay(text: string): string | null {
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const [year, month, day] = local
    ? [local[3], local[2], local[1]]
    : iso
      ? [iso[1], iso[2], iso[3]]
      : [];
  if (!year || !month || !day) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written ? null : written;
}
