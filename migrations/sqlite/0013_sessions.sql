-- Where a token was made, for the list of its owner.
ALTER TABLE personal_access_tokens ADD COLUMN address TEXT;
ALTER TABLE personal_access_tokens ADD COLUMN agent TEXT;
