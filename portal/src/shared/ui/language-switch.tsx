import { useShop } from '../../app/shop.ts';
import css from './language-switch.module.css';

/** The other language, one tap away, named in itself. */
export function LanguageSwitch() {
  const { locale, setLocale, t } = useShop();
  const other = locale === 'vi' ? 'en' : 'vi';
  return (
    <button type="button" lang={other} className={css.switch} onClick={() => setLocale(other)}>
      {t.otherLanguage}
    </button>
  );
}
