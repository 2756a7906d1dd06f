import { eq } from 'drizzle-orm';
import type { DataMigration } from '../types';
import { answers, respondents } from '../../schemas/responses/schema';

const wave = 0;

/** The answers of a pilot: one respondent, one answer to each question on a scale. */
export const migration: DataMigration = {
  name: 'responses_0001_pilot',

  up: async (db) => {
    const asked = await db.query.questions.findMany({
      columns: { id: true, highest: true },
      where: (question, { eq: equals }) => equals(question.kind, 'scale'),
      with: { battery: { columns: { name: true } } },
    });
    const [respondent] = await db
      .insert(respondents)
      .values({ wave, startedAt: new Date('2026-01-05T08:00:00Z') })
      .returning({ id: respondents.id });
    await db.insert(answers).values(
      asked.map((question) => ({
        respondentId: respondent.id,
        questionId: question.id,
        value: question.battery.name,
        number: question.highest,
      })),
    );
  },

  down: async (db) => {
    await db.delete(respondents).where(eq(respondents.wave, wave));
  },
};
