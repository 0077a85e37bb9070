import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { CONTRACT, field, HAS_ALL } from './vocabularies.ts';

/** Gyms with classes, top-ups for guests and a shop. */
export const GYM: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['IE', 'GB']),
    field('city', 'text', ['Leeds', 'Camden', 'Derry']),
    field('gym', 'text', ['Camden', 'Soho', 'Leith']),
    { ...field('circle_level', 'text', ['Core', 'Peak', 'Plus']), known: 70 },
    field('membership_end', 'date', [], { min: Date.UTC(2026, 5, 1), max: Date.UTC(2028, 0, 1) }),
    field('monthly_fee', 'decimal', [], { min: 0, max: 120 }),
    field('water_used_l', 'integer', [], { min: 0, max: 900 }),
    field('water_allowance_l', 'integer', [], { min: 0, max: 900 }),
    field('classes_attended', 'integer', [], { min: 0, max: 80 }),
    field('next_class', 'date', [], { min: Date.UTC(2026, 10, 23), max: Date.UTC(2027, 2, 1) }),
    field('class_topic', 'text', ['Spin', 'Yoga Flow']),
    field('last_visit', 'date', [], { min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 10, 22) }),
    field('studio_m2', 'integer', [], { min: 10, max: 900 }),
    field('studio_type', 'text', ['garage', 'loft']),
    field('points', 'integer', [], { min: 0, max: 5000 }),
    field('nps', 'integer', [], { min: 0, max: 10 }),
    field('date_of_birth', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
    field('autopay', 'boolean', [true, false]),
  ],
  products: [
    { sku: 'MAT-1', name: 'Cork Mat', category: 'Mats & Blocks' },
    { sku: 'BLK-1', name: 'Foam Block', category: 'Mats & Blocks' },
    { sku: 'PRO-1', name: 'Whey Powder 2kg', category: 'Nutrition' },
    { sku: 'TOP-10', name: 'Guest Credit 10', category: 'Top-ups' },
    { sku: 'CLS-YF', name: 'Yoga Flow Class', category: 'Classes' },
    { sku: 'CLS-BX', name: 'Boxing Class', category: 'Classes' },
  ],
  categories: ['Mats & Blocks', 'Nutrition', 'Top-ups', 'Classes'],
  campaigns: [],
  currencies: ['EUR'],
  has: HAS_ALL,
};
