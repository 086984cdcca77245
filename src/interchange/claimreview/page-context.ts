/** The page that markup is from. */
export interface PageContext {
  readonly address?: URL;
  readonly language?: string;
}
