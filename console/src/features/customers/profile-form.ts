import type { Customer } from './customer-queries.ts';

/** A profile as the form holds it: texts, and numbers that may be missing. */
export interface ProfileValues {
  fullName: string;
  salutation: string;
  phone: string;
  email: string;
  day: number | null;
  month: number | null;
  year: number | null;
  gender: string;
  tags: string[];
}

export const emptyProfile: ProfileValues = {
  fullName: '',
  salutation: '',
  phone: '',
  email: '',
  day: null,
  month: null,
  year: null,
  gender: '',
  tags: [],
};

export const valuesOf = (customer: Customer): ProfileValues => ({
  fullName: customer.fullName ?? '',
  salutation: customer.salutation ?? '',
  phone: customer.phone ?? '',
  email: customer.email ?? '',
  day: customer.birthday?.day ?? null,
  month: customer.birthday?.month ?? null,
  year: customer.birthday?.year ?? null,
  gender: customer.gender ?? '',
  tags: customer.tags,
});

/** Some of a birthday is there, but not the day and month that make one. */
export const isHalfBirthday = ({ day, month, year }: ProfileValues): boolean =>
  (day === null || month === null) && (day ?? month ?? year) !== null;

/** The form's values as the API takes them; what is empty is cleared. */
export function bodyOf(values: ProfileValues) {
  const { day, month, year } = values;
  return {
    fullName: values.fullName.trim() || null,
    salutation: values.salutation.trim() || null,
    phone: values.phone.trim() || null,
    email: values.email.trim() || null,
    birthday: day !== null && month !== null ? { day, month, year } : null,
    gender: (values.gender || null) as 'female' | 'male' | 'other' | null,
    tags: values.tags,
  };
}
