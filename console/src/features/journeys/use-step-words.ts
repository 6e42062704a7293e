import type { JourneyStep, Programme } from '@quen/contracts/programme.ts';
import { useConditionWords } from '../../shared/conditions/use-condition-words.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { texts } from './texts.ts';

/** A step of a journey in words. */
export function useStepWords(document: Programme): (step: JourneyStep) => string {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const sayCondition = useConditionWords();
  return (step) => {
    switch (step.kind) {
      case 'message': {
        const template = document.templates.find(({ key }) => key === step.template);
        return t('stepMessage', { name: template?.name[language] ?? step.template });
      }
      case 'wait': {
        const parts = [
          step.days > 0 ? words.t('days', { count: step.days }) : null,
          step.hours > 0 ? t('hours', { count: step.hours }) : null,
        ];
        return t('stepWait', { time: parts.filter(Boolean).join(' ') || '0' });
      }
      case 'branch':
        return t('stepBranch', { condition: sayCondition(step.when) });
    }
  };
}
