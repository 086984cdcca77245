import { COLUMNS } from './csv-columns.js';

/** The header row of the template, with the byte order mark by which Excel knows UTF-8. */
export const csvTemplate = (): string => `\uFEFF${COLUMNS.join(',')}\r\n`;
