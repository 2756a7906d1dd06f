import { customers, invoices } from '../schema';

export default async function (db) {
  const made = await db
    .insert(customers)
    .values(['Ada Rossi', 'Ben Okafor', 'Mei Tanaka'].map((name) => ({
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
      imageUrl: '/customers/nobody.png',
    })))
    .returning();
  await db.insert(invoices).values(
    made.map((one, index) => ({
      customerId: one.id,
      amount: (index + 1) * 2500,
      status: index === 0 ? 'paid' : 'pending',
      date: '2025-11-01',
    })),
  );
  console.log(`${made.length} customers, each with an invoice`);
}
