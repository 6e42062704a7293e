const storageKey = 'quen.business';

/** Slug of the business a person with several chose to work in; sent with every request. */
export function chosenBusiness(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

export function chooseBusiness(slug: string | undefined): void {
  try {
    if (slug) localStorage.setItem(storageKey, slug);
    else localStorage.removeItem(storageKey);
  } catch {
    // Without storage the server picks the first business, which is right for most people.
  }
}
