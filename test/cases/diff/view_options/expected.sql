ALTER VIEW "public"."grown" SET (security_invoker = true);--> statement-breakpoint
ALTER VIEW "public"."grown" RESET (security_barrier);--> statement-breakpoint
ALTER VIEW "public"."grown" SET (check_option = cascaded);