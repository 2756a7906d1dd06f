import { eq, sql } from 'drizzle-orm';
import type { DataMigration } from '../types';
import { batteries, questions } from '../../schemas/questions/schema';
import { fetchJsonFromS3, getDataMigrationsBucket } from '../utils/s3';

type Item = { variable: string; wording: string; area: string };
type Source = { scale: { lowest: number; highest: number }; items: Item[] };

const kinds = ['importance', 'performance'] as const;

export const migration: DataMigration = {
  name: 'questions_0002_importance_performance',

  up: async (db) => {
    const bucket = getDataMigrationsBucket();
    for (const kind of kinds) {
      const source = await fetchJsonFromS3<Source>(bucket, `questions/${kind}.json`);
      const [battery] = await db
        .insert(batteries)
        .values({ name: kind, prefix: kind.slice(0, 3).toUpperCase() })
        .returning();
      await db.transaction(async (tx) => {
        await tx.insert(questions).values(
          source.items.map((item) => ({
            batteryId: battery.id,
            variable: `${kind}_${item.variable}`,
            wording: item.wording,
            kind: 'scale' as const,
            tags: [kind, item.area],
            ...source.scale,
          })),
        );
      });
    }
    const { rows } = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from ${questions} where ${questions.kind} = 'scale'`,
    );
    console.log(`${rows[0].count} questions on a scale`);
  },

  down: async (db) => {
    for (const kind of kinds) await db.delete(batteries).where(eq(batteries.name, kind));
  },
};
