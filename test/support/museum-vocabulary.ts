import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { CONTRACT, field, HAS_ALL } from './vocabularies.ts';

/** A museum that rents audio guides and lives of what people give. */
export const MUSEUM: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'FR']),
    field('city', 'text', ['Leeds', 'Paris']),
    field('yearly_pledge', 'decimal', [], { min: 5, max: 900 }),
    field('tax_relief', 'boolean', [true, false]),
    field('will_bequest', 'boolean', [true, false]),
    field('milk_allergy', 'boolean', [true, false]),
    field('wheat_allergy', 'boolean', [true, false]),
    field('joined_through', 'text', ['website', 'cafe', 'friend']),
    field('birthday', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
  ],
  products: [
    { sku: 'DON-1', name: 'One-time Donation', category: 'Donations' },
    { sku: 'DON-2', name: 'Roof Appeal', category: 'Donations' },
    { sku: 'AUD-1', name: 'Audio Guide', category: 'Rentals' },
    { sku: 'TUR-1', name: 'Night Tour', category: 'Tours' },
    { sku: 'PRT-1', name: 'Sunset Print', category: 'Prints' },
    { sku: 'CAF-1', name: 'Cafe Apron', category: 'Prints' },
  ],
  categories: ['Donations', 'Rentals', 'Tours', 'Prints'],
  campaigns: [{ id: 'roof-letter', name: 'Roof letter' }],
  currencies: ['GBP'],
  has: HAS_ALL,
};
