insert into revenue (month, revenue) values ('Jan', 2000), ('Feb', 1800), ('Mar', 2200)
on conflict (month) do nothing;
