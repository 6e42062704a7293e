/** The little of MJML that is used; the package ships no types. */
declare module 'mjml' {
  export interface MjmlOptions {
    validationLevel: 'soft' | 'strict' | 'skip';
    fonts: Record<string, string>;
    ignoreIncludes: boolean;
    keepComments: boolean;
  }
  export interface MjmlResult {
    html: string;
    errors: { line: number; message: string; tagName: string }[];
  }
  export default function mjml2html(mjml: string, options: MjmlOptions): Promise<MjmlResult>;
}
