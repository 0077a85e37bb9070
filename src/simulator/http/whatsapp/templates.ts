import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import type { BusinessAccount } from './account-schema.ts';
import { invalidInput, socialErrors } from './errors.ts';
import { pagingMembers, wabaName } from './members.ts';
import type { KeptTemplate, WhatsAppState } from './state.ts';

const metaTemplateId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[0-9]+$/);

const templateName = z.string().min(1).max(512);

const NO_ACCOUNT = () => failed(socialErrors.notFound('WhatsApp Business Account'));
const NO_TEMPLATE = () => failed(socialErrors.notFound('template'));

/** ListWhatsAppMessageTemplates. */
export function listTemplates(state: WhatsAppState): Operation {
  const schema = z.object({ id: wabaName, ...pagingMembers });
  return operation('ListWhatsAppMessageTemplates', schema, invalidInput, ({ id, maxResults, nextToken }) => {
    const owner = state.businessAccount(id);
    if (owner === undefined) return NO_ACCOUNT();
    const page = pageOf(state.templatesOf(owner), maxResults ?? 100, nextToken);
    if (page === undefined) return failed(socialErrors.validation('nextToken is not valid.'));
    return ok({
      templates: page.items.map((template) => ({
        templateName: template.name,
        metaTemplateId: template.metaTemplateId,
        templateStatus: template.status,
        templateQualityScore: template.quality,
        templateLanguage: template.language,
        templateCategory: template.category,
      })),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    });
  });
}

/** GetWhatsAppMessageTemplate: by Meta's id, or by name and language. */
export function getTemplate(state: WhatsAppState): Operation {
  const schema = z.object({
    id: wabaName,
    metaTemplateId: metaTemplateId.optional(),
    templateName: templateName.optional(),
    templateLanguageCode: z.string().min(1).max(6).optional(),
  });
  return operation('GetWhatsAppMessageTemplate', schema, invalidInput, (input) => {
    const owner = state.businessAccount(input.id);
    if (owner === undefined) return NO_ACCOUNT();
    if (
      input.metaTemplateId === undefined &&
      (input.templateName === undefined || input.templateLanguageCode === undefined)
    )
      return failed(
        socialErrors.invalidParameters('Give metaTemplateId, or templateName and templateLanguageCode.'),
      );
    const template = state
      .templatesOf(owner)
      .find((each) =>
        input.metaTemplateId === undefined
          ? each.name === input.templateName && each.language === input.templateLanguageCode
          : each.metaTemplateId === input.metaTemplateId,
      );
    return template === undefined ? NO_TEMPLATE() : ok({ template: JSON.stringify(metaForm(template)) });
  });
}

/** As Meta writes a template. */
function metaForm(template: KeptTemplate): Record<string, unknown> {
  return {
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    id: template.metaTemplateId,
    components: template.components ?? [{ type: 'BODY', text: template.body }],
  };
}

const definitionSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2).max(6),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  components: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
});

const TEMPLATES_PER_ACCOUNT = 250;

/** CreateWhatsAppMessageTemplate: what is made is in review, as Meta has it. */
export function createTemplate(state: WhatsAppState): Operation {
  const schema = z.object({ id: wabaName, templateDefinition: z.base64().min(1) });
  return operation('CreateWhatsAppMessageTemplate', schema, invalidInput, ({ id, templateDefinition }) => {
    const owner = state.businessAccount(id);
    if (owner === undefined) return NO_ACCOUNT();
    const definition = parseDefinition(Buffer.from(templateDefinition, 'base64'));
    if (definition === undefined)
      return failed(socialErrors.invalidParameters('templateDefinition is no template of Meta.'));
    const templates = state.templatesOf(owner);
    if (templates.some((each) => each.name === definition.name && each.language === definition.language))
      return failed(socialErrors.invalidParameters('The template exists in this language.'));
    if (templates.length >= TEMPLATES_PER_ACCOUNT)
      return failed(socialErrors.invalidParameters('The account has 250 templates (2388019).'));
    const { components, ...names } = definition;
    const body = components.find((each) => each.type.toUpperCase() === 'BODY')?.text ?? '';
    const made = { ...names, body, components, quality: 'UNKNOWN', status: 'PENDING' };
    const template = { ...made, metaTemplateId: state.newTemplateId() };
    templates.push(template);
    return ok({
      metaTemplateId: template.metaTemplateId,
      templateStatus: template.status,
      category: template.category,
    });
  });
}

const LONGEST_DEFINITION = 6000;

function parseDefinition(blob: Buffer): z.infer<typeof definitionSchema> | undefined {
  if (blob.length > LONGEST_DEFINITION) return undefined;
  try {
    return definitionSchema.safeParse(JSON.parse(blob.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** DeleteWhatsAppMessageTemplate: one by Meta's id, or all languages of a name. */
export function deleteTemplate(state: WhatsAppState): Operation {
  const schema = z.object({
    id: wabaName,
    metaTemplateId: metaTemplateId.optional(),
    templateName,
    deleteAllLanguages: z.boolean().optional(),
  });
  return operation('DeleteWhatsAppMessageTemplate', schema, invalidInput, (input) => {
    const owner = state.businessAccount(input.id);
    if (owner === undefined) return NO_ACCOUNT();
    if (input.metaTemplateId === undefined && input.deleteAllLanguages !== true)
      return failed(socialErrors.invalidParameters('Give metaTemplateId or deleteAllLanguages.'));
    return remove(state, owner, (each) =>
      input.deleteAllLanguages === true
        ? each.name === input.templateName
        : each.name === input.templateName && each.metaTemplateId === input.metaTemplateId,
    );
  });
}

function remove(state: WhatsAppState, owner: BusinessAccount, isMeant: (each: KeptTemplate) => boolean) {
  const templates = state.templatesOf(owner);
  const kept = templates.filter((each) => !isMeant(each));
  if (kept.length === templates.length) return NO_TEMPLATE();
  state.setTemplates(owner, kept);
  return ok({});
}
