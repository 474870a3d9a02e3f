"""Pictures of pages: rulings and recognised characters at places, as a printed page has them (extra `ocr`)."""
