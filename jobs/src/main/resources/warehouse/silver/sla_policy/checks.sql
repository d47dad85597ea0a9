-- warn unreadable_filter: a condition that is not understood; the policy applies to nothing
SELECT policy_id, title FROM candidate WHERE NOT is_readable;

-- warn policy_without_targets: a policy that promises nothing, or only what is not understood
SELECT policy_id, title FROM candidate WHERE size(targets) = 0
