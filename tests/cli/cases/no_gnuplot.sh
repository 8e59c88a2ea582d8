# Without gnuplot: the terminal form, the script with its data, and what to install.
gather_program
mkdir bin
environment=("PATH=$folder/bin")
vloop chart gather.py timeline -o x.svg
exits 5
out_has 'say_after'
err_has '^vloop: gnuplot cannot be started'
err_has 'gnuplot-nox'
present x.svg.gp
absent x.svg
rm x.svg.gp
vloop versus gather.py -o x.png
exits 5
out_has '^speedup'
present x.png.gp
only gather.py bin x.png.gp
