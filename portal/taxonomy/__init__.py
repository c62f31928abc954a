"""The shared vocabularies: level, region, field, support form, industry, size, growth stage, and organisations."""
