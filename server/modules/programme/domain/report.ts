import { DomainError } from '../../../platform/errors.ts';
import { parseCondition } from '../../conditions/index.ts';

/** Takes down what is wrong at a path, said behind the name of the field (or of the thing). */
export type Report = (path: string, vi: string, en: string) => void;

/** Whoever wrote a condition is told what is wrong with it in English only; Vietnamese says where. */
export function checkCondition(path: string, raw: unknown, report: Report): void {
  try {
    parseCondition(raw);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const problem = String(error.details.problem ?? error.message);
    report(path, 'còn chỗ trống hoặc chưa đúng', `is incomplete or wrong (${problem})`);
  }
}
