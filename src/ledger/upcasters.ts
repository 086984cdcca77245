import type { Upcaster } from '../event-log/upcasting-event-log.js';

/** How events of older schema versions are read. None yet: every event was written in version 1. */
export const UPCASTERS: readonly Upcaster[] = [];
