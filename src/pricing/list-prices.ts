import file from './data/us-east-1-2026-11.json' with { type: 'json' };
import { type PriceTable, parsePriceTable } from './price-table.ts';

/** The prices that come with the product: us-east-1, November 2026. */
export const listPrices: PriceTable = parsePriceTable(file);
