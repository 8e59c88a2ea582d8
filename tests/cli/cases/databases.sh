# A run's database is whole: its marks are set, and what is in it belongs together.
gather_program
vloop run -q --db x.db gather.py
exits 0
only gather.py x.db
sql x.db 'pragma integrity_check' ok
sql x.db 'pragma foreign_key_check' ''
sql x.db 'pragma journal_mode' delete
sql x.db 'select application_id <> 0 from pragma_application_id' 1
sql x.db 'select user_version > 0 from pragma_user_version' 1
sql x.db "select count(*) from sqlite_schema where type = 'table' and sql not like '%STRICT%'
          and name not like 'sqlite_%'" 0
sql x.db "select count(*) > 0 from sqlite_schema where type = 'view'" 1
sql x.db 'select count(*) from run' 1
sql x.db 'select count(*) from task' 3
vloop run -q --db x.db --seed 5 gather.py
exits 0
sql x.db 'select count(*) from run' 1
vloop versus -q --db x.db gather.py
exits 0
sql x.db 'select count(*) from run' 2
sql x.db 'select count(*) from task' 6
program raise.py <<'END'
raise ValueError("x")
END
vloop run -q --db y.db raise.py
exits 1
sql y.db 'pragma integrity_check' ok
sql y.db 'select outcome, exit_code from run' 'error|1'
vloop run -q --db z.db --trace summary gather.py
exits 0
sql z.db 'select count(*) from task' 3
vloop show z.db
refuses 5 'no more than a summary'
