import { z } from 'zod';

/** Members that many operations of pinpoint-sms-voice-v2 share; lengths and patterns as the model has them. */
export const identityName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[A-Za-z0-9_:/-]+$/);

export const phoneNumber = z
  .string()
  .min(1)
  .max(20)
  .regex(/^\+?[1-9][0-9]{1,18}$/);

export const keyword = z
  .string()
  .min(1)
  .max(30)
  .regex(/^[ \S]+$/);

export const paging = {
  NextToken: z.string().min(1).max(1024).optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
};

export const owner = { Owner: z.enum(['SELF', 'SHARED']).optional() };

/** `Filters`, of the names that an operation knows. */
export function filters<const N extends readonly [string, ...string[]]>(names: N) {
  return z
    .array(z.object({ Name: z.enum(names), Values: z.array(z.string().min(1).max(128)).min(1).max(20) }))
    .max(20)
    .optional();
}

/** At most five names of things to describe. */
export function namesOf(name: z.ZodType<string>) {
  return z.array(name).max(5).optional();
}
