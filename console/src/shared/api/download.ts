import { QuenError } from '@quen/client';
import { chosenBusiness } from './business.ts';

/** Fetches a file of the API and hands it to the browser to save; throws a QuenError otherwise. */
export async function download(address: string, fileName: string): Promise<void> {
  const business = chosenBusiness();
  const response = await fetch(address, {
    headers: business ? { 'x-quen-business': business } : {},
  }).catch(() => {
    throw new QuenError({ status: 0 });
  });
  if (!response.ok) {
    throw new QuenError({ ...(await response.json().catch(() => ({}))), status: response.status });
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
