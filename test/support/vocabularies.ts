import type { Scalar } from '../../src/audience/customer.ts';
import type { FieldType, FieldWords, Vocabulary } from '../../src/audience/vocabulary.ts';

export function field(
  name: string,
  type: FieldType,
  values: readonly Scalar[] = [],
  range: { min?: number; max?: number } = {},
): FieldWords {
  return {
    name,
    type,
    known: 100,
    values: values.map((value, i) => ({ value, customers: 50 - i })),
    ...range,
  };
}

export const CONTRACT = [
  field('customer_id', 'text'),
  field('first_name', 'text'),
  field('last_name', 'text'),
  field('email', 'text'),
  field('phone', 'text'),
  field('whatsapp', 'text'),
  field('timezone', 'text', ['Europe/Lisbon', 'Europe/Berlin']),
  field('language', 'text', ['pt', 'de', 'en']),
  field('signup_at', 'date', [], { min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 10, 1) }),
  field('preferred_channel', 'text', ['email', 'sms', 'whatsapp']),
];
export const HAS_ALL = { purchases: true, carts: true, views: true, messages: true };

/** A shop for the outdoors. */
export const SHOP: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['PT', 'DE', 'FR', 'ES', 'GB']),
    field('city', 'text', ['Lisbon', 'Porto', 'Faro', 'Berlin', 'Nice', 'New York', 'São Paulo']),
    field('tier', 'text', ['gold', 'silver', 'bronze']),
    field('points', 'integer', [], { min: 0, max: 5000 }),
    field('vip', 'boolean', [true, false]),
    field('gender', 'text', ['female', 'male']),
    field('interests', 'list', ['hiking', 'climbing', 'sailing']),
    field('birth_date', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
    field('favourite_store', 'text', ['Porto', 'Alfama']),
  ],
  products: [
    { sku: 'SKU-TENT-001', name: 'Trail Tent', category: 'Tents' },
    { sku: 'SKU-TENT-002', name: 'Family Tent XL', category: 'Tents' },
    { sku: 'SKU-STOVE-001', name: 'Gas Stove', category: 'Cooking' },
    { sku: 'SKU-STOVE-002', name: 'Pocket Stove', category: 'Cooking' },
    { sku: 'SKU-LAPTOP-001', name: 'Rugged Laptop', category: 'Electronics' },
    { sku: 'SKU-LAMP-001', name: 'Head Lamp', category: 'Electronics' },
    { sku: 'SKU-MUG-001', name: 'Enamel Mug', category: 'Home & Kitchen' },
    { sku: 'SKU-PRO-001', name: 'Pro', category: 'Boots' },
    { sku: 'SKU-PRO-002', name: 'Pro', category: 'Packs' },
  ],
  categories: ['Tents', 'Cooking', 'Electronics', 'Home & Kitchen', 'Boots', 'Packs'],
  campaigns: [
    { id: 'spring-sale', name: 'Spring Sale' },
    { id: 'winter-2025', name: 'Winter Clearance' },
  ],
  currencies: ['EUR', 'USD'],
  has: HAS_ALL,
};

/** A software company. */
export const SAAS: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['US', 'GB', 'DE', 'IN']),
    field('plan', 'text', ['Free', 'Pro', 'Business Plus', 'Enterprise', 'Plan 500']),
    field('seats', 'integer', [], { min: 1, max: 900 }),
    field('is_trial', 'boolean', [true, false]),
    field('nps_score', 'integer', [], { min: 0, max: 10 }),
    field('renewal_date', 'date', [], { min: Date.UTC(2026, 10, 1), max: Date.UTC(2027, 11, 1) }),
    field('last_login', 'date', [], { min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 10, 20) }),
    field('account_manager', 'text', ['Jane Doe', 'Omar Haddad', 'Mia Chen']),
    field('industry', 'text', ['Banking', 'Retail', 'Health Care']),
    field('mrr', 'decimal', [], { min: 0, max: 9000 }),
    field('company_size', 'text', ['small', 'mid-market', 'large']),
  ],
  products: [
    { sku: 'ADD-SSO', name: 'Single Sign-On', category: 'Add-ons' },
    { sku: 'ADD-API', name: 'API Pack', category: 'Add-ons' },
    { sku: 'TRN-1', name: 'Onboarding Training', category: 'Services' },
  ],
  categories: ['Add-ons', 'Services'],
  campaigns: [{ id: 'q4-upgrade', name: 'Q4 upgrade' }],
  currencies: ['USD'],
  has: HAS_ALL,
};

/** A group of hotels. */
export const HOTEL: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['IT', 'CH', 'AT', 'JP']),
    field('city', 'text', ['Milan', 'Rome', 'Zürich', 'Vienna']),
    field('loyalty_level', 'text', ['Member', 'Silver Star', 'Gold Star']),
    field('nights_stayed', 'integer', [], { min: 0, max: 300 }),
    field('last_visit', 'date', [], { min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 10, 20) }),
    field('room_type', 'text', ['Suite', 'Double', 'Single']),
    field('smoker', 'boolean', [true, false]),
    field('age', 'integer', [], { min: 18, max: 90 }),
    field('has_children', 'boolean', [true, false]),
    field('home_hotel', 'text', ['Lakeside', 'Old Town', 'Central']),
    field('account_balance', 'decimal', [], { min: 0, max: 10000 }),
  ],
  products: [
    { sku: 'SPA-60', name: 'Spa Hour', category: 'Wellness' },
    { sku: 'SPA-120', name: 'Spa Afternoon', category: 'Wellness' },
    { sku: 'DIN-1', name: 'Five Course Dinner', category: 'Food & Drink' },
    { sku: 'BRK', name: 'Breakfast', category: 'Food & Drink' },
  ],
  categories: ['Wellness', 'Food & Drink'],
  campaigns: [{ id: 'summer-spa', name: 'Summer Spa' }],
  currencies: ['CHF'],
  has: { ...HAS_ALL, carts: false },
};

/** A mobile operator, whose plans and phones are values of customers and things for sale. */
export const MOBILE: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT.filter(({ name }) => name !== 'language'),
    field('language', 'text', ['pt-PT', 'pt-BR', 'en']),
    field('country', 'text', ['PT', 'BR', 'GB']),
    field('city', 'text', ['Lisbon', 'Porto', 'London']),
    field('plan', 'text', ['Smart 10GB', 'Unlimited Plus', 'Student']),
    field('customer_type', 'text', ['individual', 'business']),
    field('contract_end', 'date', [], { min: Date.UTC(2026, 7, 1), max: Date.UTC(2028, 5, 1) }),
    field('data_usage_gb', 'decimal', [], { min: 0, max: 300 }),
    field('churn_risk', 'integer', [], { min: 0, max: 100 }),
    field('device', 'text', ['iPhone 15', 'Pixel 8']),
    field('roaming', 'boolean', [true, false]),
    field('esim', 'boolean', [true, false]),
  ],
  products: [
    { sku: 'PH-1', name: 'iPhone 15', category: 'Phones' },
    { sku: 'PH-2', name: 'Pixel 8', category: 'Phones' },
    { sku: 'PL-1', name: 'Unlimited Plus', category: 'Plans' },
    { sku: 'TU-10', name: 'Top-up 10', category: 'Top-ups' },
  ],
  categories: ['Phones', 'Plans', 'Top-ups'],
  campaigns: [{ id: 'phone-launch', name: 'Phone launch' }],
  currencies: ['EUR', 'BRL'],
  has: HAS_ALL,
};

/** A supplier of energy and furniture for homes. */
export const HOMES: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'SE']),
    field('city', 'text', ['Leeds', 'Stockholm']),
    field('contract_type', 'text', ['fixed', 'variable']),
    field('contract_ends', 'date', [], { min: Date.UTC(2026, 7, 1), max: Date.UTC(2028, 5, 1) }),
    field('meter_number', 'text'),
    field('monthly_payment', 'decimal', [], { min: 0, max: 300 }),
    field('household_size', 'integer', [], { min: 1, max: 6 }),
    field('birth_date', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
    field('floor', 'integer', [], { min: 0, max: 9 }),
    field('review_score', 'decimal', [], { min: 1, max: 5 }),
    field('returns_count', 'integer', [], { min: 0, max: 5 }),
    field('pets', 'text', ['none', 'cat', 'dog', 'both']),
    field('hobby', 'text', ['Foodie', 'Gamer']),
  ],
  products: [
    { sku: 'BAT-5', name: 'Home Battery 5 kWh', category: 'Batteries' },
    { sku: 'BED-160', name: 'Fjord Bed 160', category: 'Beds' },
    { sku: 'BED-180', name: 'Fjord Bed 180', category: 'Beds' },
    { sku: 'LGT-1', name: 'Arc Floor Lamp', category: 'Lighting' },
  ],
  categories: ['Batteries', 'Beds', 'Lighting'],
  campaigns: [{ id: 'flash-deal', name: 'Flash deal' }],
  currencies: ['GBP', 'SEK'],
  has: HAS_ALL,
};

/** A club for families: children, classes, and money that members leave with it. */
export const CLUB: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('city', 'text', ['Leeds', 'Cork']),
    field('member_type', 'text', ['parent', 'guardian', 'Premier']),
    field('kids', 'integer', [], { min: 0, max: 6 }),
    field('youngest_age', 'integer', [], { min: 0, max: 17 }),
    field('oldest_age', 'integer', [], { min: 0, max: 22 }),
    field('dog_age', 'integer', [], { min: 0, max: 15 }),
    field('shortlist_items', 'integer', [], { min: 0, max: 30 }),
    field('no_show_rate', 'decimal', [], { min: 0, max: 0.9 }),
    field('next_term', 'date', [], { min: Date.UTC(2026, 11, 1), max: Date.UTC(2027, 3, 1) }),
    field('term_region', 'text', ['North', 'South']),
    field('vetting_status', 'text', ['cleared', 'waiting', 'lapsed']),
    field('vetting_renewal_due', 'date', [], { min: Date.UTC(2026, 7, 1), max: Date.UTC(2028, 5, 1) }),
    field('last_login_at', 'date', [], { min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 10, 20) }),
    field('portal_logins_30d', 'integer', [], { min: 0, max: 90 }),
    field('balance', 'decimal', [], { min: -800, max: 90_000 }),
    field('mentor', 'text', ['Ada Quill', 'Jon Reyes']),
    field('home_site', 'text', ['Cork Harbour', 'Leeds Mill', 'York']),
    field('newsletter_topic', 'text', ['dance', 'swimming', 'offers']),
  ],
  products: [
    { sku: 'CL-1', name: 'Term Pass', category: 'Passes' },
    { sku: 'CL-2', name: 'Pool Loan', category: 'Loans' },
    { sku: 'CL-3', name: 'Studio Hire', category: 'Services' },
    { sku: 'CL-4', name: 'Swim Cover', category: 'Cover' },
  ],
  categories: ['Passes', 'Loans', 'Services', 'Cover'],
  campaigns: [{ id: 'autumn-term', name: 'Autumn term' }],
  currencies: ['GBP'],
  has: HAS_ALL,
};
