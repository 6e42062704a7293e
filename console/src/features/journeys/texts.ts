import { defineTexts } from '../../shared/i18n/texts.ts';
import { en } from './texts.en.ts';
import { vi } from './texts.vi.ts';

export const texts = defineTexts('journeys', vi, en);
